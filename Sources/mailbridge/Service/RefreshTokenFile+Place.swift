import Digests
import Domain
import OAuth

extension RefreshTokenFile {
    /// Where the successors of a configured refresh token are kept: in the directory `oauth` beside the file `store`, where
    /// the service, `doctor` and every other command find them. Named after the configured token, so that mailboxes and
    /// marketplaces may be renamed and reordered.
    static func path(following token: Secret<String>, besides store: String) -> String {
        let directory = store[..<(store.lastIndex(of: "/") ?? store.startIndex)]
        return "\(directory)/oauth/\(hexadecimal(sha256(token.reveal().utf8)).prefix(32))"
    }
}
