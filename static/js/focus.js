/** After a page or a region came in: focus where a reader wants to be. The summary of mistakes first,
 * else the part of the page that was asked for, else its title. */
import { isPage } from "./network.js";

/** Focus something that is no field or button as well. */
export function focus(element, options) {
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus(options);
}

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const region = isPage(ctx) ? document.body : ctx.target;
  const errors = region?.isConnected && ctx.swap !== "none" ? region.querySelector(".errors") : null;
  if (errors) focus(errors);
  else if (isPage(ctx)) {
    const asked = ctx.request.anchor && document.getElementById(ctx.request.anchor);
    focus(asked || document.querySelector("h1") || document.getElementById("inhoud"), { preventScroll: true });
  }
});

const errors = document.querySelector(".errors");
if (errors) focus(errors);
