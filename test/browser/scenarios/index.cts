import type { Scenario } from '../../e2e/scenario.cts';
import { noPictures, type Pictures } from '../pictures.cts';
import { answerPage } from './answerPage.cts';
import { conversation } from './conversation.cts';
import { credential } from './credential.cts';
import { examples } from './examples.cts';
import { form } from './form.cts';
import { search } from './search.cts';
import {
	changedTemplate,
	pickedTemplate,
	templateByExpression,
	variablesBeyondTheApi,
} from './template.cts';
import { sending, wrongNumber } from './sending.cts';

/** Everything that is shown in a browser, in this order. */
export const browserScenarios = (pictures: Pictures = noPictures): readonly Scenario[] => [
	credential(pictures),
	search,
	sending(pictures),
	wrongNumber(pictures),
	pickedTemplate(pictures),
	changedTemplate,
	templateByExpression,
	variablesBeyondTheApi,
	answerPage(pictures),
	conversation(pictures),
	form,
	examples(pictures),
];
