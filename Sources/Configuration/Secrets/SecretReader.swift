import Domain
import Glibc

/// Fetches secrets from where the configuration says they lie.
public struct SecretReader: Sendable {
    /// `$CREDENTIALS_DIRECTORY` is one of them.
    private let environment: [String: String]
    private static let largest = 65_536

    public init(environment: [String: String]) { self.environment = environment }

    /// The secret without the line end that editors leave behind it. Throws a ``FileError`` whose reason names the cure.
    func read(_ reference: SecretReference) throws(FileError) -> Secret<String> {
        switch reference {
        case .file(let path):
            return try text(of: try checkedFile(path, isCredential: false), from: path)
        case .credential(let name):
            guard let directory = environment["CREDENTIALS_DIRECTORY"], !directory.isEmpty else {
                throw FileError(
                    reason:
                        "there is no $CREDENTIALS_DIRECTORY; start the service by systemd with LoadCredential=\(name)")
            }
            let path = "\(directory)/\(name)"
            return try text(of: try checkedFile(path, isCredential: true), from: path)
        case .environment(let name):
            guard let value = environment[name] else {
                throw FileError(reason: "the environment has no variable \(name)")
            }
            return try text(of: Array(value.utf8), from: "variable \(name)")
        }
    }

    /// The bytes of a file that nobody else can read: owned by us or root, without rights for others; a group may read
    /// it only if root owns it and the group is ours.
    private func checkedFile(_ path: String, isCredential: Bool) throws(FileError) -> [UInt8] {
        let file: FileContent
        do {
            file = try readFile(at: path, limit: Self.largest)
        } catch {
            throw FileError(reason: "\(path): \(error.reason)")
        }
        let mode = String(file.mode & 0o777, radix: 8)
        guard file.owner == geteuid() || file.owner == 0 else {
            throw FileError(reason: "\(path) belongs to user id \(file.owner); make the service's user its owner")
        }
        // systemd grants a credential by an access list, which shows as rights of the group.
        let isGroupFine = isCredential || (file.owner == 0 && isOwnGroup(file.group))
        guard file.mode & 0o007 == 0, file.mode & 0o030 == 0, file.mode & 0o040 == 0 || isGroupFine else {
            throw FileError(reason: "\(path) can be read by others (mode \(mode)); run chmod 600 on it")
        }
        return file.bytes
    }

    private func isOwnGroup(_ group: UInt32) -> Bool {
        if group == getegid() { return true }
        var groups = [gid_t](repeating: 0, count: 1024)
        let count = getgroups(Int32(groups.count), &groups)
        return count > 0 && groups[..<Int(count)].contains(group)
    }

    private func text(of bytes: [UInt8], from place: String) throws(FileError) -> Secret<String> {
        var bytes = bytes
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        guard !bytes.isEmpty else { throw FileError(reason: "\(place) is empty") }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw FileError(reason: "\(place) holds more than one line or a control character")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileError(reason: "\(place) is not UTF-8")
        }
        return Secret(text)
    }
}
