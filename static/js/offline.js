/* Keeps the paper readable without a connection (service-worker.js), and says when there is none. */
const note = document.querySelector(".offline-note");
const look = () => { note.hidden = navigator.onLine; };
addEventListener("online", look);
addEventListener("offline", look);
look();
navigator.serviceWorker?.register("/service-worker.js");
