/** How a text gets a colour; whoever prints it knows whether there are any. */
export interface Palette {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

/** No colours. */
export const PLAIN: Palette = { bold: String, dim: String, red: String, green: String, yellow: String, cyan: String };
