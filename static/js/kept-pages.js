/* Lists on the offline page what there is to read without a connection. */
class KeptPages extends HTMLElement {
  async connectedCallback() {
    const cache = await caches.open("pages-1");
    const items = [];
    for (const { url } of await cache.keys()) {
      const { pathname } = new URL(url);
      if (pathname === "/offline/") continue;
      const html = new DOMParser().parseFromString(await (await cache.match(url)).text(), "text/html");
      const title = html.querySelector("meta[property='og:title']")?.content ?? html.title;
      const item = document.createElement("li");
      const link = document.createElement("a");
      Object.assign(link, { href: pathname, textContent: pathname === "/" ? this.dataset.front : title });
      item.append(link);
      if (pathname === "/") items.unshift(item);
      else items.push(item);
    }
    this.hidden = !items.length;
    this.nextElementSibling.hidden = Boolean(items.length);
    this.querySelector("ul").replaceChildren(...items);
  }
}

customElements.define("kept-pages", KeptPages);
