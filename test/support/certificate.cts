import { generate } from 'selfsigned';

export interface Certificate {
	readonly key: string;
	readonly cert: string;
}

let made: Promise<Certificate> | undefined;

async function make(): Promise<Certificate> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
		algorithm: 'sha256',
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
	});
	return { key, cert };
}

/** A certificate for localhost that nobody vouches for, made once per process. */
export async function selfSignedCertificate(): Promise<Certificate> {
	made ??= make();
	return await made;
}
