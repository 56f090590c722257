import Glibc

/// The configuration texts of a private Postfix 3.7.
struct PostfixSettings {
    var directory: String
    var prefix: String
    var accounts: Accounts
    var smtpPort: UInt16
    var domain: String
    var delivery: PostfixServer.Delivery

    /// Its master insists on accounts of its own. Where Postfix is only unpacked those of Dovecot have to do.
    struct Accounts: Sendable {
        var ownerName: String
        var owner: uid_t
        var ownerGroup: String
        var dropGroupName: String
        var dropGroup: gid_t
    }

    static let accounts: Accounts? = {
        for (owner, drop) in [("postfix", "postdrop"), ("dovecot", "dovenull")] {
            guard let user = getpwnam(owner) else { continue }
            let (uid, gid) = (user.pointee.pw_uid, user.pointee.pw_gid)
            guard let group = getgrgid(gid) else { continue }
            let groupName = String(cString: group.pointee.gr_name)
            guard let dropGroup = getgrnam(drop) else { continue }
            return Accounts(
                ownerName: owner, owner: uid, ownerGroup: groupName, dropGroupName: drop,
                dropGroup: dropGroup.pointee.gr_gid)
        }
        return nil
    }()

    /// With their rights; those that are not open to all belong to its account.
    static let directories: [(name: String, mode: mode_t)] =
        [("etc", 0o755), ("queue", 0o755), ("queue/pid", 0o755), ("data", 0o700)]
        + [
            "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved",
            "trace",
        ].map { ("queue/\($0)", 0o700) }
        + [("queue/maildrop", 0o730), ("queue/public", 0o710)]

    var main: String {
        """
        compatibility_level = 3.6
        queue_directory = \(directory)/queue
        data_directory = \(directory)/data
        daemon_directory = \(prefix)/usr/lib/postfix/sbin
        command_directory = \(prefix)/usr/sbin
        shlib_directory = \(prefix)/usr/lib/postfix
        meta_directory = \(directory)/etc
        import_environment = LD_LIBRARY_PATH=\(prefix)/usr/lib/postfix MAIL_CONFIG=\(directory)/etc TZ
        mail_owner = \(accounts.ownerName)
        setgid_group = \(accounts.dropGroupName)
        default_privs = nobody
        maillog_file = \(directory)/log
        maillog_file_prefixes = \(directory)
        myhostname = mx.\(domain)
        mydestination =
        relay_domains = \(domain)
        mynetworks = 127.0.0.0/8
        smtpd_relay_restrictions = permit_mynetworks, reject
        smtpd_peername_lookup = no
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        alias_maps =
        alias_database =
        local_recipient_maps =
        recipient_delimiter = +
        transport_maps = inline:{ { \(domain) = \(transport) } }
        # What could not be delivered is tried again every second.
        queue_run_delay = 1s
        minimal_backoff_time = 1s
        maximal_backoff_time = 1s
        transport_retry_time = 1s
        fast_flush_domains =

        """
    }

    private var transport: String {
        switch delivery {
        case .lmtp(let path): "lmtp:unix:\(path)"
        case .pipe: "command:"
        }
    }

    var master: String {
        var text = """
            127.0.0.1:\(smtpPort) inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 1 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            proxymap unix - - n - - proxymap
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            smtp unix - - n - - discard
            lmtp unix - - n - - lmtp
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd

            """
        if case .pipe(let command, let user) = delivery {
            text += "command unix - n n - - pipe flags=DRX user=\(user) argv=\(command.joined(separator: " "))\n"
        }
        return text
    }
}
