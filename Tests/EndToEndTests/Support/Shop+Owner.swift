import Synchronization
import TestSupport

extension Shop {
    /// Lets service and commands run as another user, to whom all their files belong from now on; only root can. Returns the
    /// path of a program that this user can reach.
    func give(to user: String, group: String = "nogroup") async throws -> String {
        let (program, authority) = ("\(directory.path)/mailbridge", "\(directory.path)/authority.pem")
        try await configure(ShopOptions(caFile: authority))
        try await offPool { [dovecot, directory] in
            let steps = [
                ["cp", "--reflink=auto", Program.path, program], ["cp", dovecot.caFile, authority],
                ["chown", "-R", "\(user):\(group)", directory.path],
            ]
            for step in steps {
                guard try TestSupport.run(step[0], Array(step.dropFirst())) == 0 else { throw SupportError("\(step)") }
            }
        }
        self.program.withLock {
            $0 = ["setpriv", "--reuid", user, "--regid", group, "--clear-groups", program]
        }
        return program
    }
}
