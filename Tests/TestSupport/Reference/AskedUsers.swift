package import Definitions

extension JourneySet {
    /// The users whom a question is about: those who pass its filters on attributes.
    package func asked(by scope: Scope) -> Set<String> {
        let filter = ReferenceFilter(types: attributeTypes, zone: zone)
        let passing = users.filter { journey in
            let row = JourneyEvent("", at: 0, properties: journey.attributes)
            return filter.passes(scope.userFilters, row)
        }
        return Set(passing.map(\.user))
    }
}
