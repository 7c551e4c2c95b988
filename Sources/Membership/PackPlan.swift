/// Which packs are written together into one, and which are no more needed.
///
/// Each pack that stays holds more than twice the live bytes of all smaller ones, and less dead bytes
/// than live ones: there are some twenty of them at most, whatever the number of publishes, and a set is
/// copied a few times at most before the next one takes its place.
struct PackPlan: Hashable, Sendable {
    struct Pack: Hashable, Sendable {
        let name: String
        /// Bytes of sets that are served.
        let live: Int
        let total: Int
        /// So young that its sets may be about to be published.
        let isYoung: Bool
    }

    /// Names of packs whose live sets go into a new one.
    private(set) var folded: [String] = []
    /// Names of packs without a set that is needed.
    private(set) var unneeded: [String] = []

    init(_ packs: [Pack]) {
        let old = packs.filter { !$0.isYoung }
        unneeded = old.filter { $0.live == 0 }.map(\.name)
        let live = old.filter { $0.live > 0 }.sorted { ($0.live, $0.name) < ($1.live, $1.name) }
        var smaller = 0
        var count = 0
        for (index, pack) in live.enumerated() {
            if index > 0, pack.live <= 2 * smaller { count = index + 1 }
            smaller += pack.live
        }
        folded =
            live[..<count].map(\.name)
            + live[count...].filter { $0.total > 2 * $0.live + Self.slack }.map(\.name)
    }

    /// Bytes of header, index and gaps that are no reason to write a pack anew.
    private static let slack = 1 << 20
}
