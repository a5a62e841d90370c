/** The file's address, as a bundler answers that copies it. */
declare const url: string;
export default url;
