import facebookText from './facebookText.json';
import metaLocation from './metaLocation.json';
import metaText from './metaText.json';
import whatsappImage from './whatsappImage.json';
import whatsappStatus from './whatsappStatus.json';
import whatsappText from './whatsappText.json';

/** The sample calls in the vendor's public documentation and in Meta's that it links, word for word. */
export const webhooks = {
	facebookText,
	metaLocation,
	metaText,
	whatsappImage,
	whatsappStatus,
	whatsappText,
} as const;
