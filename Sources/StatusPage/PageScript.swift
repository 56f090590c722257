import Digests
import Wire

extension StatusPage {
    /// SHA-256 of the script, in base 64, for the page's policy.
    public static let scriptDigest = base64(sha256("\(script)".utf8))
    public static let styleDigest = base64(sha256("\(style)".utf8))

    /// Counts the time down and renews the page; without it the page shows the same, as of its making.
    ///
    /// A page in which somebody has put the focus, or which nobody looks at, is not renewed.
    static let script: StaticString = """
        (function () {
          var body = document.body, skew = Date.now() - Number(body.dataset.now);
          var units = body.dataset.units.split(" "), words = body.dataset.words.split("|");
          function text(ms) {
            var s = Math.floor(Math.abs(ms) / 1000), sign = ms < 0 && s > 0 ? "\\u2212" : "", p;
            if (s >= 86400) p = [Math.floor(s / 86400), 0, Math.floor(s / 3600) % 24, 1];
            else if (s >= 3600) p = [Math.floor(s / 3600), 1, Math.floor(s / 60) % 60, 2];
            else p = [Math.floor(s / 60), 2, s % 60, 3];
            return sign + p[0] + "\\u00a0" + units[p[1]] + " " + p[2] + "\\u00a0" + units[p[3]];
          }
          function tick() {
            var now = Date.now() - skew;
            document.querySelectorAll("[data-due]").forEach(function (row) {
              var left = Number(row.dataset.due) - now;
              var level = left < 0 ? 0 : left < 14400000 ? 1 : 2;
              row.querySelector("time").textContent = text(left);
              if (row.dataset.level !== String(level)) {
                row.dataset.level = String(level);
                row.querySelector(".pill").textContent = words[level];
              }
            });
          }
          function renew() {
            var busy = document.activeElement && document.activeElement !== body;
            if (document.hidden || busy) setTimeout(renew, 5000); else location.reload();
          }
          tick();
          setInterval(tick, 1000);
          if (body.dataset.renew) setTimeout(renew, Number(body.dataset.renew) * 1000);
        })();
        """
}
