import type { Issue, Section } from '../issue.ts';
import { typesetBlocks } from './typeset-blocks.ts';
import { typesetText } from './typeset-text.ts';

/** The issue with all its texts as print would have them. The subject stays as it was written: it stands in a header. */
export function typesetIssue(issue: Issue): Issue {
  const { language } = issue;
  const typesetSection = (section: Section): Section => ({
    ...section,
    title: typesetText(section.title, language),
    contents: section.contents === null ? null : typesetText(section.contents, language),
    blocks: typesetBlocks(section.blocks, language),
    more: section.more && { ...section.more, blocks: typesetBlocks(section.more.blocks, language) },
  });
  return {
    ...issue,
    title: typesetText(issue.title, language),
    summary: typesetText(issue.summary, language),
    introduction: typesetBlocks(issue.introduction, language),
    sections: issue.sections.map(typesetSection),
  };
}
