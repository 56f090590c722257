/// How long the calls of a task wait for their turn where a marketplace's rate is used up.
public enum CallPatience {
    /// The longest that one call waits; after that the caller is told when to come back. Shorter where others stand behind
    /// whoever waits: `CallPatience.$longest.withValue(…)`.
    @TaskLocal public static var longest = Duration.seconds(30)
}
