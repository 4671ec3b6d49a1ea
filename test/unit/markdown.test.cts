import { become } from './markdown.cts';

become('bold, italic and strike-through', [
	['**bold**', '*bold*'],
	['a **bold** word', 'a *bold* word'],
	['**Note:** read this', '*Note:* read this'],
	['**two words** and **two more**', '*two words* and *two more*'],
	['(**bold**), "**bold**".', '(*bold*), "*bold*".'],
	['__two words__', '*two words*'],
	['__Note:__ read this', '*Note:* read this'],
	['*italic*', '_italic_'],
	['an *italic* word', 'an _italic_ word'],
	['_italic_', '_italic_'],
	['~~gone~~', '~gone~'],
	['***both***', '*_both_*'],
	['**_both_**', '*_both_*'],
	['_**both**_', '_*both*_'],
	['*__both of it__*', '_*both of it*_'],
	['___two words___', '*_two words_*'],
	['**bold and *italic***', '*bold and _italic_*'],
	['*italic and **bold***', '_italic and *bold*_'],
	['***bold** and italic*', '_*bold* and italic_'],
	['***italic* and bold**', '*_italic_ and bold*'],
	['**bold *italic* bold**', '*bold _italic_ bold*'],
	['*italic **bold** italic*', '_italic *bold* italic_'],
	['~~**gone**~~', '~*gone*~'],
	['**~~gone~~**', '*~gone~*'],
	['__a **b** c__', '*a b c*'],
	['**bold** *italic* ~~gone~~', '*bold* _italic_ ~gone~'],
	['**a**, **b**', '*a*, *b*'],
	['**5**', '*5*'],
	['**$5.00**', '*$5.00*'],
	['**Größe:** *größer*', '*Größe:* _größer_'],
	['**請注意** 您好', '*請注意* 您好'],
	['¡**Hola**!', '¡*Hola*!'],
]);

become('marks within a word, which WhatsApp does not know, are dropped', [
	['super**bold**ly', 'superboldly'],
	['**bold**ly', 'boldly'],
	['super**bold**', 'superbold'],
	['un~~think~~able', 'unthinkable'],
	['这是**重点**内容', '这是重点内容'],
	['今天**very good**天气', '今天very good天气'],
	['**注意：**请看', '注意：请看'],
	['**100**km', '100km'],
	['नमस्ते**दोस्त**', 'नमस्तेदोस्त'],
]);

become('several lines', [
	['**bold\nstill bold**', '*bold*\n*still bold*'],
	['**bold  \r\n  still bold** not', '*bold*  \r\n  *still bold* not'],
	['***a\nb***', '*_a_*\n*_b_*'],
	['~~a\nb~~', '~a~\n~b~'],
	['*a **b\nc** d*', '_a *b*_\n_*c* d_'],
	['super**a\nb**', 'supera\nb'],
	['**a**  \n*b*', '*a*  \n_b_'],
	['**a**\\\nb', '*a*\nb'],
	['one\\\r\ntwo', 'one\r\ntwo'],
	['* a **b\n* c** d', '- a **b\n- c** d'],
]);

become('emoji', [
	['🎉 **Done** 🎉', '🎉 *Done* 🎉'],
	['⚠️**Warning**⚠️', '⚠️*Warning*⚠️'],
	['**🎉**', '*🎉*'],
	['1️⃣ *one*', '1️⃣ _one_'],
	['👍🏽*ok*👨‍👩‍👧', '👍🏽_ok_👨‍👩‍👧'],
]);
