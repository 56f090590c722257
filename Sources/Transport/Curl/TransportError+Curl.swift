import CCurl
import Domain

extension TransportError {
    /// A fault that libcurl reported; what the login refusal means is told apart by ``MailLogin``.
    init(_ code: CURLcode, _ detail: String, requestWasSent: Bool) {
        let (kind, retry) = Self.meaning(of: code)
        self.init(kind, detail, retry: retry, requestWasSent: requestWasSent, curlCode: Int(code.rawValue))
    }

    private static func meaning(of code: CURLcode) -> (Kind, RetryAdvice) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: (.resolve, .later)
        case CURLE_COULDNT_CONNECT: (.connect, .later)
        case CURLE_OPERATION_TIMEDOUT: (.timeout, .later)
        case CURLE_SSL_CONNECT_ERROR: (.tls, .later)
        case CURLE_USE_SSL_FAILED: (.tls, .never)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            (.certificate, .never)
        case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_UNSUPPORTED_PROTOCOL,
            CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION:
            (.configuration, .never)
        case CURLE_LOGIN_DENIED: (.credentials, .never)
        case CURLE_REMOTE_ACCESS_DENIED: (.unavailable, .later)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: (.protocolViolation, .later)
        case CURLE_FILESIZE_EXCEEDED: (.tooLarge, .never)
        case CURLE_ABORTED_BY_CALLBACK: (.cancelled, .later)
        default: (.connectionLost, .later)
        }
    }

    static func cancelled(requestWasSent: Bool = false) -> TransportError {
        TransportError(.cancelled, "cancelled by the caller", retry: .later, requestWasSent: requestWasSent)
    }

    static func closed(requestWasSent: Bool = false) -> TransportError {
        TransportError(.closed, "closed by its owner", retry: .later, requestWasSent: requestWasSent)
    }
}
