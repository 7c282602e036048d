/* Tells the paper that this article was opened: once a visit, after a moment in sight. Nothing is said of who reads. */
const IN_SIGHT = 2000;
const { reads } = document.querySelector("[data-reads]").dataset;

function isTold() {
  try {
    if (sessionStorage.getItem(reads)) return true;
    sessionStorage.setItem(reads, 1);
  } catch { /* a browser that keeps nothing tells each time */ }
  return false;
}

let timer;
function look() {
  clearTimeout(timer);
  if (document.visibilityState !== "visible") return;
  timer = setTimeout(() => {
    document.removeEventListener("visibilitychange", look);
    if (!isTold()) navigator.sendBeacon(reads);
  }, IN_SIGHT);
}

document.addEventListener("visibilitychange", look);
look();
