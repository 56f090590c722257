import Glibc

/// The configuration texts of a private Cyrus IMAP server 3.6.
struct CyrusSettings {
    var directory: String
    /// Below this directory lies what the Debian packages hold; empty where they are installed.
    var prefix: String
    var imapPort: UInt16
    var imapsPort: UInt16
    var lmtpPort: UInt16
    /// Names from its CAPABILITY that it neither tells nor understands.
    var without: [String]

    /// Cyrus refuses to serve as root, so that a server of root's gives up its rights; it creates nothing as root.
    static let account: (user: String, group: String, uid: uid_t, gid: gid_t) = {
        let owner = geteuid() == 0 ? getpwnam("nobody") : getpwuid(geteuid())
        guard let owner else { return ("nobody", "nogroup", geteuid(), getegid()) }
        let (uid, gid) = (owner.pointee.pw_uid, owner.pointee.pw_gid)
        let group = getgrgid(gid).map { String(cString: $0.pointee.gr_name) } ?? String(gid)
        return (String(cString: owner.pointee.pw_name), group, uid, gid)
    }()

    /// Directories that the server expects to find.
    static let directories = [
        "conf", "conf/db", "conf/socket", "conf/user", "conf/quota", "conf/log", "conf/msg", "conf/lock", "mail", "run",
    ]

    /// `imapd.conf`
    var text: String {
        """
        configdirectory: \(directory)/conf
        defaultpartition: default
        partition-default: \(directory)/mail
        proc_path: \(directory)/run/proc
        mboxname_lockpath: \(directory)/run/lock
        lmtpsocket: \(directory)/run/lmtp
        idlesocket: \(directory)/run/idle
        notifysocket: \(directory)/run/notify
        cyrus_user: \(Self.account.user)
        cyrus_group: \(Self.account.group)
        syslog_prefix: mailbridge-test-\(imapPort)
        servername: localhost
        admins: administrator

        allowplaintext: yes
        sasl_pwcheck_method: auxprop
        sasl_auxprop_plugin: sasldb
        sasl_sasldb_path: \(directory)/conf/sasldb
        sasl_mech_list: PLAIN
        tls_server_cert: \(directory)/certificate.pem
        tls_server_key: \(directory)/certificate.key
        \(without.isEmpty ? "" : "suppress_capabilities: \(without.joined(separator: " "))")

        altnamespace: yes
        unixhierarchysep: yes
        virtdomains: off
        autocreate_quota: 0
        autocreate_post: yes
        autocreate_inbox_folders: Sent | Drafts | Trash
        autocreate_subscribe_folders: Sent | Drafts | Trash
        xlist-sent: Sent
        xlist-drafts: Drafts
        xlist-trash: Trash
        duplicatesuppression: no
        delete_mode: immediate
        expunge_mode: immediate

        """
    }

    /// `cyrus.conf`
    var services: String {
        let programs = "\(prefix)/usr/lib/cyrus/bin"
        let settings = "-C \(directory)/imapd.conf"
        return """
            START {
              recover cmd="\(programs)/ctl_cyrusdb -r \(settings)"
              idled cmd="\(programs)/idled \(settings)"
            }
            SERVICES {
              imap cmd="\(programs)/imapd \(settings)" listen="127.0.0.1:\(imapPort)" prefork=1 maxchild=200
              imaps cmd="\(programs)/imapd -s \(settings)" listen="127.0.0.1:\(imapsPort)" prefork=1 maxchild=200
              lmtp cmd="\(programs)/lmtpd -a \(settings)" listen="127.0.0.1:\(lmtpPort)" prefork=1 maxchild=20
            }
            EVENTS {
            }

            """
    }
}
