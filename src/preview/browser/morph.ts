/** Makes one tree like another with as little change as possible, and gives the elements in which something was changed. */
export function morph(current: Element, wanted: Element): Element[] {
  const changed: Element[] = [];
  morphElement(current, wanted, changed);
  return changed;
}

function morphElement(current: Element, wanted: Element, changed: Element[]): void {
  if (current.hasAttribute('data-keep') || current.isEqualNode(wanted)) return;
  if (morphAttributes(current, wanted)) changed.push(current);
  morphChildren(current, wanted, changed);
}

/** What is open stays open, and what somebody is typing stays. */
function morphAttributes(current: Element, wanted: Element): boolean {
  let isChanged = false;
  for (const name of wanted.getAttributeNames()) {
    const value = wanted.getAttribute(name) ?? '';
    if (isTheirs(current, name) || current.getAttribute(name) === value) continue;
    current.setAttribute(name, value);
    isChanged = true;
  }
  for (const name of current.getAttributeNames()) {
    if (isTheirs(current, name) || wanted.hasAttribute(name)) continue;
    current.removeAttribute(name);
    isChanged = true;
  }
  return isChanged;
}

function isTheirs(element: Element, attribute: string): boolean {
  if (attribute === 'style' && element.tagName === 'IFRAME') return true;
  return (attribute === 'open' && element.tagName === 'DETAILS') || (attribute === 'value' && element.matches('input:focus'));
}

/** Children that are the same before and behind what was changed stay as they are. */
function morphChildren(current: Element, wanted: Element, changed: Element[]): void {
  const [before, after] = [[...current.childNodes], [...wanted.childNodes]];
  let start = 0;
  while (start < before.length && start < after.length && before.at(start)?.isEqualNode(after.at(start) ?? null)) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end)?.isEqualNode(after.at(-1 - end) ?? null))
    end++;
  const [gone, come] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const behind = before[before.length - end] ?? null;
  for (const [index, node] of come.entries()) morphNode(current, gone[index], node, behind, changed);
  for (const node of gone.slice(come.length)) {
    node.remove();
    changed.push(current);
  }
}

function morphNode(
  parent: Element,
  current: ChildNode | undefined,
  wanted: ChildNode,
  behind: ChildNode | null,
  changed: Element[],
): void {
  if (current && current.nodeType === wanted.nodeType && current.nodeName === wanted.nodeName && sameId(current, wanted)) {
    if (isElement(current)) morphElement(current, wanted as unknown as Element, changed);
    else if (current.nodeValue !== wanted.nodeValue) {
      current.nodeValue = wanted.nodeValue;
      changed.push(parent);
    }
    return;
  }
  const adopted = parent.ownerDocument.importNode(wanted, true);
  if (current) current.replaceWith(adopted);
  else parent.insertBefore(adopted, behind);
  changed.push(isElement(adopted) ? adopted : parent);
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

/** A frame, or a part of the panel, is not made into another. */
function sameId(current: Node, wanted: Node): boolean {
  return !isElement(current) || current.id === (wanted as unknown as Element).id;
}
