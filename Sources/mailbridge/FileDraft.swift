import ArgumentParser
import Glibc

/// A whole file beside the place where it is going to lie, so that nobody ever sees half of it or may read it too early.
struct FileDraft {
    let place: String
    private let path: String

    /// Writes it and brings it to disk. It is the owner's alone from the beginning.
    init(
        _ bytes: [UInt8], for place: String, user: uid_t = geteuid(), group: gid_t = getegid(), mode: mode_t = 0o600
    ) throws(OutputError) {
        self.place = place
        path = "\(place).\(getpid()).tmp"
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw OutputError(fault: place) }
        do throws(OutputError) {
            defer { close(descriptor) }
            try mailbridge.write(bytes, to: descriptor, named: place)
            guard fchown(descriptor, user, group) == 0, fchmod(descriptor, mode) == 0 else {
                throw OutputError(fault: place)
            }
            guard fsync(descriptor) == 0 else { throw OutputError(fault: place, ExitCode(EX_IOERR)) }
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Moves it to its place. A file that lies there is replaced, with its rights; so is a link, and not what it leads to.
    func put() throws(OutputError) {
        guard rename(path, place) == 0 else {
            let fault = OutputError(fault: place)
            discard()
            throw fault
        }
        let descriptor = open(directory(of: place), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        // A file system that cannot do it has its own way to keep names.
        fsync(descriptor)
        close(descriptor)
    }

    func discard() { unlink(path) }
}
