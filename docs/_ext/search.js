/* The counterpart of SearchBoth in languages.py: Sphinx writes it behind the English stemmer. */

const fold = (text) =>
  text.replace(/[đĐ]/g, "d").normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();

window.Stemmer = function () {
  const english = new EnglishStemmer();
  this.stemWord = (word) => english.stemWord(fold(word));
};

/* Marks that stand apart, as some keyboards write them, would cut a word in two. */
splitQuery = (query) =>
  query.normalize("NFC").split(/[^\p{Letter}\p{Number}_]+/gu).filter((term) => term);

/* The lines around a finding: Sphinx looks for the folded word, the page has it with its marks. */
const summarize = Search.makeSearchSummary;
Search.makeSearchSummary = (page, stems, anchor) => {
  const stemmer = new Stemmer();
  const words = splitQuery(Search.htmlToText(page, anchor));
  const written = [...stems].map((stem) => words.find((word) => stemmer.stemWord(word) === stem));
  return summarize(page, new Set(written.filter((word) => word)), anchor);
};
