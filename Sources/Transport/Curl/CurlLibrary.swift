import CCurl
import Glibc

/// libcurl as a whole.
public enum CurlLibrary {
    /// What libcurl and its parts call themselves: `libcurl/7.88.1 OpenSSL/3.0.17 …`; for `doctor` and `version`.
    public static var version: String { String(cString: curl_version()) }

    /// Touch this before the first handle is made. Also makes sure that writing to a closed connection is an error and
    /// no signal, unless the process has a handler of its own for SIGPIPE.
    static let isReady: Bool = {
        var current = sigaction()
        sigaction(SIGPIPE, nil, &current)
        if current.__sigaction_handler.sa_handler == nil { signal(SIGPIPE, SIG_IGN) }
        return curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
    }()
}
