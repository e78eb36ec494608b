// What a browser makes of a report's page. Stands inside a copy of the page, looks when it has loaded, and posts to the page that
// frames it: how often each check was made, and what it found wrong. Folded tables are opened first: they are read, too. In a frame
// named "paper" the rules of print are those of the screen.
addEventListener("load", () => {
  const isPaper = window.name === "paper";
  const checked = {};
  const found = [];
  const check = (name, holds, where) => {
    checked[name] = (checked[name] || 0) + 1;
    if (!holds) found.push(name + ": " + where());
  };
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const said = (element) => element.textContent.replace(/\s+/g, " ").trim().slice(0, 70);
  all("details").forEach((details) => (details.open = true));
  if (isPaper) {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.media);
    rules.forEach((rule) => (rule.media.mediaText = rule.media.mediaText === "print" ? "all" : "not all"));
  }

  // WCAG 2.1, 1.4.3: relative luminance and the ratio of two of them.
  const colour = (text) => {
    const parts = (text.match(/[\d.]+/g) || []).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
  };
  const over = (top, alpha, below) => below.map((value, i) => alpha * top[i] + (1 - alpha) * value);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const layer = colour(getComputedStyle(at).backgroundColor);
      layers.unshift(layer);
      if (layer.alpha === 1) break;
    }
    return layers.reduce((below, layer) => over(layer.rgb, layer.alpha, below), [255, 255, 255]);
  };
  const needed = (style) => {
    const size = parseFloat(style.fontSize);
    return size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("svg, script, style, template")) continue;
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const back = ground(element);
    const ink = colour(style.color);
    const ratio = contrast(over(ink.rgb, ink.alpha, back), back);
    check("contrast of text", ratio >= needed(style), () => ratio.toFixed(2) + " " + said(element));
  }

  // Figures: what is painted before a text and lies under its middle is its ground; a pattern may or may not show through.
  for (const figure of all("svg")) {
    const name = (figure.querySelector("title") || figure).id;
    const [, , width, height] = figure.getAttribute("viewBox").split(" ").map(Number);
    const scale = figure.getBoundingClientRect().width / width;
    const painted = [...figure.children].filter((child) => !child.closest("defs, title, desc, style"));
    const boxes = [];
    painted.forEach((text, place) => {
      if (text.tagName !== "text" || !text.textContent.trim()) return;
      const box = text.getBBox();
      const turned = text.transform.baseVal.consolidate();
      const matrix = turned ? turned.matrix : figure.createSVGMatrix();
      const corners = [[box.x, box.y], [box.x + box.width, box.y + box.height]].map(([x, y]) =>
        new DOMPoint(x, y).matrixTransform(matrix));
      const frame = {
        text, left: Math.min(corners[0].x, corners[1].x), right: Math.max(corners[0].x, corners[1].x),
        top: Math.min(corners[0].y, corners[1].y), bottom: Math.max(corners[0].y, corners[1].y),
      };
      const middle = new DOMPoint((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2);
      let grounds = [ground(figure)];
      for (const shape of painted.slice(0, place)) {
        if (!shape.isPointInFill) continue;
        const style = getComputedStyle(shape);
        if (style.fill === "none" || !shape.isPointInFill(middle)) continue;
        const alpha = Number(style.fillOpacity);
        const pattern = style.fill.match(/url\("?#([^")]+)/);
        if (pattern) {
          all("#" + CSS.escape(pattern[1]) + " *").forEach((part) => {
            const rgb = colour(getComputedStyle(part).fill).rgb;
            grounds = grounds.concat(grounds.map((below) => over(rgb, alpha, below)));
          });
        } else {
          const layer = colour(style.fill);
          grounds = grounds.map((below) => over(layer.rgb, layer.alpha * alpha, below));
        }
      }
      const ink = colour(getComputedStyle(text).fill).rgb;
      const ratio = Math.min(...grounds.map((below) => contrast(ink, below)));
      check("contrast of figures' text", ratio >= 4.5, () => ratio.toFixed(2) + " " + name + " " + said(text));
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      // On paper four and a half points.
      check("size of figures' text", size >= (isPaper ? 5.99 : 9.99), () => size.toFixed(1) + " px " + name + " " + said(text));
      const isInside = frame.left >= -1 && frame.top >= -1 && frame.right <= width + 1 && frame.bottom <= height + 1;
      check("text inside its figure", isInside, () => name + " " + said(text));
      boxes.push(frame);
    });
    boxes.forEach((one, place) => {
      const hit = boxes.slice(place + 1).find((other) => {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        // Boxes hold the room above and below the letters.
        return across > 1 && down > 0.4 * Math.min(one.bottom - one.top, other.bottom - other.top);
      });
      check("texts of a figure apart", !hit, () => name + " " + said(one.text) + " | " + said(hit.text));
    });
    const words = (figure.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
    const isTold = words.length > 1 && words.every((part) => part && part.textContent.trim().length > 8);
    check("alternative text", isTold && figure.getAttribute("role") === "img", () => name);
  }
  all("img").forEach((image) => check("alternative text", image.alt.trim(), () => image.src));

  check("no sideways scroll", document.documentElement.scrollWidth <= innerWidth, () => {
    const wide = all("body *").filter((element) => element.getBoundingClientRect().right > innerWidth
      && !element.parentElement.closest(".scroll"));
    return document.documentElement.scrollWidth + " px; " + wide.map((element) => element.tagName).slice(0, 5);
  });
  let before = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    check("headings in order", level <= before + 1 && (level > 1 || before === 0), () => said(heading));
    before = level;
  }
  const ids = all("[id]").map((element) => element.id);
  ids.forEach((id, place) => check("ids once", ids.indexOf(id) === place, () => id));
  for (const link of all("a[href]")) {
    const target = link.getAttribute("href");
    const isThere = target.startsWith("#") && document.getElementById(decodeURIComponent(target.slice(1)));
    check("links lead somewhere", isThere && said(link), () => target);
  }
  for (const table of all("table")) {
    if (isPaper) {
      check("tables inside the paper", table.getBoundingClientRect().right <= innerWidth, () => said(table));
    }
    const heads = all("th", table);
    const isScoped = heads.length > 0 && heads.every((head) => ["col", "row"].includes(head.scope) && said(head));
    check("tables with header cells", isScoped && table.tHead, () => said(table));
    check("tables inside a scroll box", table.closest(".scroll"), () => said(table));
  }
  for (const box of all("[tabindex]")) check("scroll boxes named", box.getAttribute("aria-label"), () => said(box));
  check("language and title", document.documentElement.lang && document.title.trim(), () => document.title);
  parent.postMessage({ checked, found }, "*");
});
