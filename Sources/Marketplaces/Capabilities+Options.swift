extension Capabilities.Limits {
    /// These limits with those that an admin changed, because no marketplace publishes them for good:
    /// `max_attachment_bytes` (all files of one answer together) and `attachment_types` (media types with commas between,
    /// `*` for all).
    func applying(_ options: [String: String]) -> Capabilities.Limits {
        var limits = self
        if let bytes = options["max_attachment_bytes"].flatMap({ Int($0) }), bytes > 0 {
            limits.maximumTotalBytes = bytes
        }
        if let types = options["attachment_types"] {
            let listed = types.split(separator: ",").map { $0.filter { !$0.isWhitespace }.lowercased() }
            limits.fileTypes = listed.contains("*") ? nil : Set(listed)
        }
        return limits
    }
}
