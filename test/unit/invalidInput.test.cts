import { InvalidInput } from '../../nodes/ISlash/errors/invalidInput';

test('an invalid input is named by its label', () => {
	const input = new InvalidInput('Text', 'is empty', 'Enter a text.');
	expect(input.message).toBe("'Text' is empty");
});

test('an input that contains a secret is quoted without it', () => {
	const input = new InvalidInput('Contact Number', "is 'my-token'", 'Enter a number.');
	expect(input.without(['my-token'])).toMatchObject({
		message: "'Contact Number' is '***'",
		parameter: 'Contact Number',
		problem: "is '***'",
		remedy: 'Enter a number.',
	});
	expect(input.without(['my-token'])).toBeInstanceOf(InvalidInput);
});
