/// How large a definition may be.
package enum SegmentLimits {
    package static let containers = Limit("containers", 50)
    /// Of one container.
    package static let groups = Limit("groups", 50)
    /// Comparisons of one group, those inside `any_of` counted one by one.
    package static let filters = Limit("filters", 100)
    /// Aggregate conditions of one group.
    package static let conditions = Limit("conditions", 20)
    /// Segments in one composite.
    package static let members = Limit("segments", 100)

    package struct Limit: Hashable, Sendable {
        package let noun: String
        package let count: Int

        init(_ noun: String, _ count: Int) {
            self.noun = noun
            self.count = count
        }

        func check(_ found: Int, at pointer: String) throws(DefinitionError) {
            guard found > count else { return }
            throw DefinitionError(
                .outOfRange, at: pointer,
                "\(found) \(noun) are too many; use at most \(count), and make a segment of its "
                    + "own of the others.")
        }
    }
}
