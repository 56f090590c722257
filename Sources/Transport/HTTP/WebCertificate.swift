import CCurl
import Domain

extension ServerCertificate {
    /// Connects to the host of an `https` address and asks for nothing; nil if the certificate cannot be read, or the address
    /// has none.
    ///
    /// - Parameter caFile: PEM file with the authorities to trust instead of the system's
    public static func of(
        web url: String, caFile: String?, timeout: Duration = .seconds(30)
    ) async throws(TransportError) -> ServerCertificate? {
        let target = try HTTPTarget(url)
        guard target.scheme == "https" else { return nil }
        let result: Result<ServerCertificate?, TransportError> = await withCheckedContinuation { continuation in
            let started = startThread(named: "certificate") {
                continuation.resume(returning: connect(target, caFile, timeout))
            }
            if !started {
                continuation.resume(returning: .failure(TransportError(.unavailable, "no thread left", retry: .later)))
            }
        }
        return try result.get()
    }

    /// Blocks, for `timeout` at most.
    private static func connect(
        _ target: HTTPTarget, _ caFile: String?, _ timeout: Duration
    ) -> Result<ServerCertificate?, TransportError> {
        guard let handle = CurlHandle() else {
            return .failure(TransportError(.unavailable, "libcurl gave no handle", retry: .later))
        }
        handle.set(CURLOPT_URL, target.origin)
        handle.set(CURLOPT_PROTOCOLS_STR, "https")
        handle.set(CURLOPT_CONNECT_ONLY, 1)
        handle.set(CURLOPT_CERTINFO, 1)
        handle.trust(only: caFile)
        handle.set(CURLOPT_TIMEOUT_MS, timeout)
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, timeout)
        let code = handle.refused ?? curl_easy_perform(handle.raw)
        guard code == CURLE_OK else {
            return .failure(TransportError(code, handle.explanation(of: code), requestWasSent: false))
        }
        return .success(ServerCertificate(handle.certificate))
    }
}
