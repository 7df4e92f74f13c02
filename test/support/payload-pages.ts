/** A text as a value of YAML: in quotation marks, with everything escaped that is not plainly visible. */
export function yamlText(text: string): string {
  return JSON.stringify(text).replace(
    /[^\n\u0020-\u007e\u00a1-\u00ac\u00ae-\u02af]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A payload where a closing bracket would end it. */
function inBrackets(payload: string): string {
  return payload.replace(/[\\[\]]/g, String.raw`\$&`);
}

/** An issue that nobody could object to, for an archive that has its page before it is rewritten. */
export function harmlessIssue(list: string): string {
  return `---\ntitle: Uutiskirje\ndate: 2022-01-12\nlists: [${list}]\n---\n\n## 1. Osa\n\nTekstiä.\n`;
}

export function harmlessArticle(): string {
  return '---\ntitle: Uutinen\ndate: 2022-01-12\n---\n\nTekstiä.\n';
}

/** An issue with payloads in every place that words can stand in. What could swallow the rest of it stands last. */
export function issueOf(payloads: readonly string[], list: string): string {
  const title = yamlText(payloads.join(' '));
  const header = [
    '---',
    `title: ${title}`,
    'date: 2022-01-12',
    `lists: [${list}]`,
    `summary: ${title}`,
    ...corrections(payloads),
  ];
  return `${[...header, '---'].join('\n')}\n\n${[...payloads.map(sectionOf), 'Viimeinen sana.', ...payloads].join('\n\n')}\n`;
}

/** An article with payloads as its title and lead, in its words, and at the beginning of lines. */
export function articleOf(payloads: readonly string[]): string {
  const title = yamlText(payloads.join(' '));
  const header = ['---', `title: ${title}`, 'date: 2022-01-12', `lead: ${title}`, ...corrections(payloads), '---'];
  const parts = payloads.map((payload) => `## Osa ${payload}\n\nSana ${payload}\n\n::: signoff\n${payload}\n:::`);
  return `${header.join('\n')}\n\n${[...parts, 'Viimeinen sana.', ...payloads].join('\n\n')}\n`;
}

function corrections(payloads: readonly string[]): string[] {
  return ['corrections:', ...payloads.map((payload) => `  - 2022-01-20: ${yamlText(payload)}`)];
}

function sectionOf(payload: string, index: number): string {
  const linked = inBrackets(payload);
  const quoted = payload.replace(/["\\]/g, String.raw`\$&`);
  const pointed = payload.replace(/[\\<>]/g, String.raw`\$&`);
  const cell = payload.replaceAll('|', String.raw`\|`);
  const fallback = payload.replace(/[{}]/g, '');
  return `## Osa ${payload}

Alku ${payload} ja **${payload}** ja *${payload}* ja \`${payload}\`.

Kenttä {{nimi|${fallback}}} ja **{{nimi|${fallback}}}**<b>{{organisation|${fallback}}}</b>.

[linkki](${payload}) ja [linkki](<${pointed}>) ja [linkki](${payload} "${quoted}") ja [linkki][a${index}] ja [${linked}](https://www.example.org/${fallback.replace(/\s/g, '')}).

Kuva ![${linked}](${payload}) ja ![${linked}](kuva.png "${quoted}").

<${payload}>

- Kohta ${payload}
- [${linked}](https://www.example.org/)

| Otsake ${cell} | Toinen |
|---|--:|
| ${cell} | [sana](${cell}) |

> ${payload}
>
> — ${payload}

\`\`\`${payload.replaceAll('`', '')}
${payload}
\`\`\`

![${linked}](kuva.png "${quoted}")

### Väliotsikko ${payload}

::: event
title: ${payload}
when: 25.2.2022 klo 15
where: ${payload}
signup: ${payload}
deadline: ${payload}
:::

::: event
title: Toinen tapahtuma
when: 26.2.2022
where: https://www.example.org/${payload} ja ${payload}
signup: https://www.example.org/${payload}
:::

::: event
title: Kolmas
when: ${payload}
id: ${payload}
:::

::: contacts ${payload}
- ${payload}
- Aino Esimerkki, ${payload}, aino(at)example.org, p. 050 123 4567
:::

Lisätietoja: Aino Esimerkki, ${payload}, aino@example.org

::: note ${payload}
${payload}
:::

::: button
[${linked}](${payload})
:::

::: button
[${linked}](https://www.example.org/)
:::

::: channels ${payload}
- ${payload}: [${linked}](https://www.example.org/)
- Kanava: [@sana](${payload})
:::

::: signoff
${payload}
:::

[a${index}]: ${payload} "${quoted}"`;
}
