import { getMany } from '../getMany';
import { labels } from './labels';

export const getManyLabels = getMany(labels, {
	action: 'Get many labels',
	description: 'List the labels that contacts can have',
});
