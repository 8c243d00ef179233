/* Gives the page that opened this window the proof of the login, and nobody else: the server has checked its origin. */
const { token, expires, origin } = document.body.dataset;
if (window.opener) {
  window.opener.postMessage({ hvaNa: { token, expires: Number(expires) } }, origin);
  window.close();
}
