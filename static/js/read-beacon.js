/* Tells the paper that this article was opened: once a visit, after a moment in sight. Nothing is said of who reads. */
const IN_SIGHT = 2000;
const { reads } = document.querySelector("[data-reads]").dataset;

function isSent() {
  try {
    if (sessionStorage.getItem(reads)) return true;
    sessionStorage.setItem(reads, 1);
  } catch { /* a browser that keeps nothing tells each time */ }
  return false;
}

let timer;
function check() {
  clearTimeout(timer);
  if (document.visibilityState !== "visible") return;
  timer = setTimeout(() => {
    document.removeEventListener("visibilitychange", check);
    if (!isSent()) navigator.sendBeacon(reads);
  }, IN_SIGHT);
}

document.addEventListener("visibilitychange", check);
check();
