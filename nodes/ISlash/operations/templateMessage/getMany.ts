import { getMany } from '../getMany';
import { templates } from './templates';

export const getManyTemplates = getMany(templates, {
	action: 'Get many template messages',
	description: 'List the templates of the channel, with their texts and status',
});
