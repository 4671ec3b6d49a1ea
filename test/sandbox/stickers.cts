export interface Sticker {
	readonly id: number;
	readonly name: string;
	/** The inside of a 512 by 512 SVG picture, drawn for this sandbox. */
	readonly drawing: string;
}

const face =
	'<circle cx="256" cy="256" r="200" fill="#ffd166" stroke="#3d2c00" stroke-width="14"/>';
const line = 'fill="none" stroke="#3d2c00" stroke-width="22" stroke-linecap="round"';

export const STICKERS: readonly Sticker[] = [
	{
		id: 66,
		name: 'thumbs up',
		drawing:
			'<rect x="86" y="236" width="90" height="210" rx="24" fill="#3a86ff"/><path d="M196 246l76-156c10-20 60-14 60 40v86h78c34 0 54 28 48 60l-22 122c-6 30-26 48-54 48H196z" fill="#ffd166" stroke="#3d2c00" stroke-width="14" stroke-linejoin="round"/>',
	},
	{
		id: 67,
		name: 'big smile',
		drawing: `${face}<circle cx="190" cy="210" r="24" fill="#3d2c00"/><circle cx="322" cy="210" r="24" fill="#3d2c00"/><path d="M150 290h212c-6 66-50 104-106 104s-100-38-106-104z" fill="#fff" stroke="#3d2c00" stroke-width="14" stroke-linejoin="round"/>`,
	},
	{
		id: 68,
		name: 'red heart',
		drawing:
			'<path d="M256 440C120 350 70 280 70 206c0-58 44-102 98-102 38 0 70 20 88 52 18-32 50-52 88-52 54 0 98 44 98 102 0 74-50 144-186 234z" fill="#ef476f" stroke="#5c0f22" stroke-width="14" stroke-linejoin="round"/>',
	},
	{
		id: 69,
		name: 'party popper',
		drawing:
			'<path d="M70 446l102-268 164 164z" fill="#8338ec" stroke="#2b1055" stroke-width="14" stroke-linejoin="round"/><path d="M250 180c10-60 50-70 44-120M330 260c60-10 70-50 120-44M300 214l110-110" fill="none" stroke="#ff006e" stroke-width="20" stroke-linecap="round"/><circle cx="360" cy="70" r="18" fill="#ffbe0b"/><circle cx="452" cy="140" r="18" fill="#06d6a0"/><circle cx="400" cy="330" r="18" fill="#3a86ff"/><circle cx="190" cy="90" r="18" fill="#fb5607"/>',
	},
	{
		id: 70,
		name: 'good night',
		drawing:
			'<path d="M330 90a190 190 0 1 0 96 268A160 160 0 0 1 330 90z" fill="#ffd166" stroke="#3d2c00" stroke-width="14" stroke-linejoin="round"/><path d="M340 190h60l-60 66h60M420 96h44l-44 48h44" fill="none" stroke="#3a86ff" stroke-width="18" stroke-linecap="round" stroke-linejoin="round"/>',
	},
	{
		id: 71,
		name: 'thank you',
		drawing:
			'<rect x="66" y="126" width="380" height="270" rx="26" fill="#fff" stroke="#1d3557" stroke-width="14"/><path d="M72 140l184 150 184-150" fill="none" stroke="#1d3557" stroke-width="14" stroke-linejoin="round"/><path d="M256 372c-44-30-66-56-66-84 0-40 50-50 66-16 16-34 66-24 66 16 0 28-22 54-66 84z" fill="#ef476f"/>',
	},
	{
		id: 72,
		name: 'sorry',
		drawing: `${face}<path d="M160 200l50-20M352 200l-50-20" ${line}/><circle cx="190" cy="244" r="20" fill="#3d2c00"/><circle cx="322" cy="244" r="20" fill="#3d2c00"/><path d="M186 366q70-70 140 0" ${line}/><path d="M180 280q-30 50 0 60t0-60z" fill="#3a86ff"/>`,
	},
	{
		id: 73,
		name: 'coffee break',
		drawing:
			'<path d="M110 210h240v130a90 90 0 0 1-90 90h-60a90 90 0 0 1-90-90z" fill="#e07a5f" stroke="#4a1c10" stroke-width="14"/><path d="M350 240h30a50 50 0 0 1 0 110h-34" fill="none" stroke="#4a1c10" stroke-width="20"/><path d="M180 80q-24 30 0 54t0 48M280 80q-24 30 0 54t0 48" fill="none" stroke="#8d99ae" stroke-width="16" stroke-linecap="round"/>',
	},
];

/** The sticker a message names, if there is one. */
export function stickerById(id: string | undefined): Sticker | undefined {
	return STICKERS.find((sticker) => String(sticker.id) === id);
}

/** The whole picture of a sticker. */
export function stickerSvg(sticker: Sticker): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">${sticker.drawing}</svg>`;
}
