// What <open-form> sent off is saved if the page that follows says so, whichever that is: then this browser needs its
// copy no longer. Deferred, so that it comes before <open-form> looks for what was never saved.
{
  const sent = JSON.parse(sessionStorage.getItem("newsroom-sent") ?? "null");
  sessionStorage.removeItem("newsroom-sent");
  const isSaved = sent && document.querySelector(".messagelist .success");
  const kept = isSaved && JSON.parse(localStorage.getItem(sent.store) ?? "null");
  if (kept && kept.key === sent.key) localStorage.removeItem(sent.store);
  const aside = isSaved && JSON.parse(localStorage.getItem(`${sent.store}:aside`) ?? "null"); // see <unsaved-texts>
  if (aside) localStorage.setItem(`${sent.store}:aside`, JSON.stringify(aside.filter(({ key }) => key !== sent.key)));
}
