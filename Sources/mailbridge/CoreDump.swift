import Glibc

/// What this process knows, passwords and buyers' words among it, must not lie on a disk because it crashed.
enum CoreDump {
    /// Forbids core dumps to this process and its children, whatever the limit was. Where systemd's filter of system calls
    /// refuses it, LimitCORE has done so already.
    static func forbid() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }
}
