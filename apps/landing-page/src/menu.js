// @ts-check
// Without this script the navigation is simply always there.
const button = document.querySelector("button.menu");
const narrow = window.matchMedia("(max-width: 30rem)");

if (button instanceof HTMLButtonElement) {
  const show = () => {
    button.hidden = !narrow.matches;
    button.setAttribute("aria-expanded", String(!narrow.matches));
  };
  button.addEventListener("click", () => {
    button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") === "false"));
  });
  narrow.addEventListener("change", show);
  show();
}
