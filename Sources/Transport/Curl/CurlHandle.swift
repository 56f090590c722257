import CCurl
import CCurlShims

/// One easy handle with everything that must live as long as it.
///
/// Unchecked: a handle is handed from thread to thread (caller, login thread, event thread) and used by one at a time;
/// the queues that hand it on order the accesses.
final class CurlHandle: @unchecked Sendable {
    let raw: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var list: UnsafeMutablePointer<curl_slist>?
    /// What callbacks point to, kept alive.
    private var contexts: [AnyObject] = []
    /// The first option that libcurl did not take.
    private(set) var refused: CURLcode?
    /// What ``trustShared(only:)`` gave the connection.
    private var tls: UnsafeMutableRawPointer?

    /// Nil if libcurl has no memory or could not start.
    init?() {
        guard CurlLibrary.isReady, let raw = curl_easy_init() else { return nil }
        self.raw = raw
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        set(CURLOPT_ERRORBUFFER, pointer: errorText)
        set(CURLOPT_NOSIGNAL, 1)
        // A name lookup that hangs must not hold up the end of a transfer.
        set(CURLOPT_QUICK_EXIT, 1)
        // No proxy from the environment: where the bytes go is a matter of the configuration alone.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
    }

    deinit {
        curl_easy_cleanup(raw)
        if let tls { mb_tls_free(tls) }
        curl_slist_free_all(list)
        errorText.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) { note(mb_curl_set_long(raw, option, value)) }
    func set(_ option: CURLoption, _ value: String) { note(mb_curl_set_text(raw, option, value)) }
    func set(_ option: CURLoption, size: Int) { note(mb_curl_set_size(raw, option, curl_off_t(size))) }
    /// What `pointer` points to must outlive the transfer.
    func set(_ option: CURLoption, pointer: UnsafeRawPointer?) { note(mb_curl_set_pointer(raw, option, pointer)) }

    /// Takes the authorities in this PEM file instead of the system's; nil leaves the system's.
    func trust(only caFile: String?) {
        guard let caFile else { return }
        set(CURLOPT_CAINFO, caFile)
        // Debian's libcurl would go on looking in the system's directory too.
        set(CURLOPT_CAPATH, pointer: nil)
    }

    /// As ``trust(only:)``, with authorities that are read once for all connections. Only for a connection that no other
    /// handle can get: libcurl does not know whom it trusts.
    func trustShared(only caFile: String?) {
        guard let authorities = Authorities.shared.read(caFile), let tls = mb_tls_new(authorities.store) else {
            return trust(only: caFile)
        }
        self.tls = tls
        set(CURLOPT_CAINFO, pointer: nil)
        set(CURLOPT_CAPATH, pointer: nil)
        note(mb_curl_use_tls(raw, tls))
    }

    /// The request's header lines, in libcurl's notation; once per handle.
    func set(headerLines: [String]) {
        for line in headerLines { list = curl_slist_append(list, line) }
        note(mb_curl_set_list(raw, CURLOPT_HTTPHEADER, list))
    }

    /// Sets a timeout in milliseconds, at least 1, because libcurl takes 0 for "none".
    func set(_ option: CURLoption, _ duration: Duration) { set(option, max(1, duration.wholeMilliseconds)) }

    /// Drops the handle's copies of password and token, which are of no use after the login.
    func forgetSecrets() {
        set(CURLOPT_PASSWORD, pointer: nil)
        set(CURLOPT_XOAUTH2_BEARER, pointer: nil)
    }

    /// After the login of a connection that stays open: libcurl else reads 16 KB at a time.
    func readInLargePieces() {
        set(CURLOPT_BUFFERSIZE, 256 << 10)
        if let tls { mb_tls_read_ahead(tls, 64 << 10) }
    }

    func onBody(_ context: AnyObject, _ callback: @escaping mb_curl_bytes) {
        note(mb_curl_on_body(raw, callback, keep(context)))
    }

    func onHeader(_ context: AnyObject, _ callback: @escaping mb_curl_bytes) {
        note(mb_curl_on_header(raw, callback, keep(context)))
    }

    func onProgress(_ context: AnyObject, _ callback: @escaping mb_curl_progress) {
        note(mb_curl_on_progress(raw, callback, keep(context)))
    }

    func onRequest(_ context: AnyObject, _ callback: @escaping mb_curl_request) {
        note(mb_curl_on_request(raw, callback, keep(context)))
    }

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        return mb_curl_get_long(raw, info, &value) == CURLE_OK ? value : 0
    }

    var activeSocket: Int32? {
        var socket: curl_socket_t = -1
        return mb_curl_get_socket(raw, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK && socket >= 0 ? socket : nil
    }

    /// What the peer's certificate says, by libcurl's names: `Subject`, `Expire date`.
    var certificate: [String: String] {
        var result: [String: String] = [:]
        var next = mb_curl_certificate(raw)
        while let entry = next {
            let line = entry.pointee.data.map { String(cString: $0) } ?? ""
            if let colon = line.firstIndex(of: ":") {
                result[String(line[..<colon])] = String(line[line.index(after: colon)...])
            }
            next = entry.pointee.next
        }
        return result
    }

    /// libcurl's own words about the last fault, or its general text for `code`.
    func explanation(of code: CURLcode) -> String {
        let text = String(cString: errorText)
        return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
    }

    private func keep(_ context: AnyObject) -> UnsafeMutableRawPointer {
        contexts.append(context)
        return Unmanaged.passUnretained(context).toOpaque()
    }

    private func note(_ result: CURLcode) {
        if result != CURLE_OK, refused == nil { refused = result }
    }
}

extension Duration {
    /// Rounded down; above a million seconds it is a million.
    var wholeMilliseconds: Int {
        Int(min(components.seconds, 1_000_000) * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
