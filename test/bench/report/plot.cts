import type { TopLevelSpec } from 'vega-lite';
import type { PlotName, Point } from '../row.cts';

/** Colours of one way to read: dark on light, or light on dark. */
interface Theme {
	readonly background: string;
	readonly ink: string;
	readonly lines: string;
	/** By side, in the order of SIDE_NAMES; told apart without red and green. */
	readonly sides: readonly string[];
}

export const THEMES = {
	light: {
		background: '#ffffff',
		ink: '#1f2328',
		lines: '#d1d9e0',
		sides: ['#0969da', '#bc4c00', '#6e7781', '#8250df'],
	},
	dark: {
		background: '#0d1117',
		ink: '#e6edf3',
		lines: '#30363d',
		sides: ['#58a6ff', '#f0883e', '#9198a1', '#bc8cff'],
	},
} as const satisfies Record<string, Theme>;

const SIDE_NAMES = ['iSlash', 'HTTP Request', 'bare loop', 'Blob'] as const;

export type Points = Readonly<Partial<Record<PlotName, readonly Point[]>>>;

/** The two plots of the documentation, as one picture. */
export async function drawPlots(points: Points, theme: keyof typeof THEMES): Promise<string> {
	// Both libraries are ES modules only.
	const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
	const { spec } = compile(picture(points, THEMES[theme]));
	return `${await new vega.View(vega.parse(spec), { renderer: 'none' }).toSVG()}\n`;
}

function picture(points: Points, theme: Theme): TopLevelSpec {
	return {
		background: theme.background,
		padding: 16,
		spacing: 24,
		config: {
			font: 'sans-serif',
			view: { stroke: null },
			title: { color: theme.ink, fontSize: 14, anchor: 'start' },
			axis: {
				...{ labelColor: theme.ink, titleColor: theme.ink, titleFontWeight: 'normal' },
				...{ gridColor: theme.lines, domainColor: theme.lines, tickColor: theme.lines },
			},
			legend: { labelColor: theme.ink, titleColor: theme.ink, orient: 'bottom', title: null },
		},
		hconcat: [timePerMessage(points, theme), fileMemory(points, theme)],
		resolve: { scale: { color: 'independent' } },
	};
}

const colour = (theme: Theme) => ({
	field: 'side',
	type: 'nominal' as const,
	scale: { domain: [...SIDE_NAMES], range: [...theme.sides] },
});

function timePerMessage({ timePerMessage: values = [] }: Points, theme: Theme) {
	return {
		title: 'Time per text message, by number of messages',
		width: 360,
		height: 220,
		data: { values: values.map(named) },
		mark: { type: 'line' as const, point: true },
		encoding: {
			x: {
				field: 'items',
				type: 'quantitative' as const,
				scale: { type: 'log' as const },
				axis: { title: 'messages in one run', values: [10, 100, 1000, 10_000], format: ',d' },
			},
			y: { field: 'value', type: 'quantitative' as const, title: 'milliseconds' },
			color: {
				...colour(theme),
				scale: { domain: SIDE_NAMES.slice(0, 3), range: theme.sides.slice(0, 3) },
			},
		},
	};
}

function fileMemory({ fileMemory: values = [] }: Points, theme: Theme) {
	return {
		title: 'Memory for a file of 200 MB',
		width: 260,
		height: 220,
		data: { values: values.map(named) },
		mark: { type: 'bar' as const, size: 28 },
		encoding: {
			y: { field: 'side', type: 'nominal' as const, sort: null, title: null },
			x: {
				field: 'value',
				type: 'quantitative' as const,
				title: 'MB more than for a text',
			},
			color: { ...colour(theme), legend: null },
		},
	};
}

/** `HTTP Request with a file` is the same side as `HTTP Request`. */
function named(point: Point): { side: string; value: number; items?: number } {
	return { ...point, side: point.side.replace(' with a file', '') };
}
