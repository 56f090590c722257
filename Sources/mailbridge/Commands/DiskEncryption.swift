import FoundationEssentials
import Glibc

/// Whether what lies in a directory is encrypted at rest, as far as the kernel tells of its block devices.
enum DiskEncryption: String {
    case encrypted = "on an encrypted disk"
    case plain = "not on an encrypted disk, as far as the system tells"
    /// A file system without a block device of its own, such as ZFS, btrfs or one over the network.
    case unknown = "whether the disk is encrypted cannot be told"

    init(of path: String) {
        var status = stat()
        let device = "/sys/dev/block"
        guard stat(path, &status) == 0 else {
            self = .unknown
            return
        }
        // As the kernel packs the two numbers of a device (makedev(3)).
        let number = UInt64(status.st_dev)
        let major = number >> 8 & 0xFFF | number >> 32 & ~0xFFF
        let minor = number & 0xFF | number >> 12 & ~0xFF
        var open = ["\(device)/\(major):\(minor)"]
        guard access(open[0], F_OK) == 0 else {
            self = .unknown
            return
        }
        // Down through volumes and RAID to what they lie on; each is looked at once.
        for _ in 0..<Self.mostDevices {
            guard let next = open.popLast() else { break }
            let kind = (try? String(contentsOfFile: "\(next)/dm/uuid", encoding: .utf8)) ?? ""
            if kind.hasPrefix("CRYPT-") {
                self = .encrypted
                return
            }
            let below = (try? FileManager.default.contentsOfDirectory(atPath: "\(next)/slaves")) ?? []
            open += below.map { "\(next)/slaves/\($0)" }
        }
        self = .plain
    }

    private static let mostDevices = 64
}
