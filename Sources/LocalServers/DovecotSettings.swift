import Glibc

/// The configuration text of a private Dovecot 2.3.
struct DovecotSettings {
    var directory: String
    var imapPort: UInt16
    var imapsPort: UInt16
    var lmtpPort: UInt16
    /// What the server advertises after login; nil for all it can.
    var capability: String?
    var layout: DovecotLayout
    var oauthSecret: String?
    /// Kilobytes that a mailbox, and that a mail, may have.
    var quota: (mailbox: Int, mail: Int)?
    /// IMAP sessions at one time.
    var sessions: Int
    /// Where a submission server (STARTTLS and login) listens, and the mail server that it hands everything on to.
    var submission: (port: UInt16, relayPort: UInt16)?

    /// Root may own no mail in Dovecot's eyes, so a server of root's uses the packaged accounts; an ordinary user's
    /// server does everything as that user.
    static let startedByRoot = geteuid() == 0

    static let mailOwner: (uid: uid_t, gid: gid_t) = {
        guard startedByRoot, let nobody = getpwnam("nobody") else { return (geteuid(), getegid()) }
        return (nobody.pointee.pw_uid, nobody.pointee.pw_gid)
    }()

    private var accounts: String {
        if Self.startedByRoot {
            return """
                default_internal_user = dovecot
                default_internal_group = dovecot
                default_login_user = dovenull
                """
        }
        let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? String(geteuid())
        let group = getgrgid(getegid()).map { String(cString: $0.pointee.gr_name) } ?? String(getegid())
        return """
            default_internal_user = \(user)
            default_internal_group = \(group)
            default_login_user = \(user)
            """
    }

    private var tokens: String {
        guard oauthSecret != nil else { return "auth_mechanisms = plain login" }
        return """
            auth_mechanisms = plain login xoauth2 oauthbearer
            passdb {
              driver = oauth2
              mechanisms = xoauth2 oauthbearer
              args = \(directory)/tokens.conf
            }
            """
    }

    /// Settings of the token check, for the file `tokens.conf`; keys are looked up as `keys/default/HS256/default`.
    var tokenSettings: String {
        """
        introspection_mode = local
        local_validation_key_dict = fs:posix:prefix=\(directory)/keys/
        username_attribute = sub
        openid_configuration_url = https://tokens.invalid/configuration
        """
    }

    private var quotaSettings: String {
        guard let quota else { return "" }
        return """
            mail_plugins = quota
            plugin {
              quota = maildir:Mailbox
              quota_rule = *:storage=\(quota.mailbox)K
              quota_max_mail_size = \(quota.mail)K
            }
            """
    }

    /// The next server is told who logged in (XCLIENT), so that it can vouch for the sender.
    private var submissionService: String {
        guard let submission else { return "" }
        return """
            submission_relay_host = 127.0.0.1
            submission_relay_port = \(submission.relayPort)
            submission_relay_trusted = yes
            service submission-login {
              chroot =
              inet_listener submission {
                port = \(submission.port)
              }
            }
            """
    }

    var text: String {
        """
        base_dir = \(directory)/run
        state_dir = \(directory)/state
        log_path = \(directory)/dovecot.log
        instance_name = mailbridge-test-\(imapPort)
        protocols = imap lmtp\(submission == nil ? "" : " submission")
        listen = 127.0.0.1
        \(accounts)
        default_client_limit = \(sessions * 4 + 600)
        default_process_limit = \(sessions + 100)

        ssl = yes
        ssl_cert = <\(directory)/certificate.pem
        ssl_key = <\(directory)/certificate.key
        ssl_min_protocol = TLSv1.2

        # Loopback only, so passwords may pass without TLS; a wrong one is answered at once.
        disable_plaintext_auth = no
        auth_failure_delay = 0
        \(tokens)
        passdb {
          driver = passwd-file
          args = scheme=PLAIN username_format=%u \(directory)/users
        }
        userdb {
          driver = static
          args = uid=\(Self.mailOwner.uid) gid=\(Self.mailOwner.gid) home=\(directory)/mail/%u
        }

        first_valid_uid = 1
        mail_privileged_group =
        mail_location = maildir:~/Maildir
        mail_max_userip_connections = \(sessions)
        mail_fsync = never
        imap_capability = \(capability ?? "")
        \(quotaSettings)
        namespace inbox {
          inbox = yes
          separator = \(layout.separator)
          prefix = \(layout.prefix)
          mailbox Sent {
            auto = subscribe
            special_use = \\Sent
          }
          mailbox Drafts {
            auto = subscribe
            special_use = \\Drafts
          }
          mailbox Trash {
            auto = subscribe
            special_use = \\Trash
          }
        }

        service imap-login {
          chroot =
          service_count = 0
          process_min_avail = 1
          client_limit = \(sessions + 100)
          inet_listener imap {
            port = \(imapPort)
          }
          inet_listener imaps {
            port = \(imapsPort)
            ssl = yes
          }
        }
        service imap {
          process_limit = \(sessions)
          service_count = 200
        }
        service lmtp {
          inet_listener lmtp {
            port = \(lmtpPort)
          }
        }
        \(submissionService)
        # All clients have one address, so a refused login would slow the others down.
        service anvil {
          chroot =
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service stats {
          chroot =
        }
        service doveadm {
          chroot =
        }

        """
    }
}
