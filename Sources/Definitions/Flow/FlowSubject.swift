/// Which property a flow follows in a dataset, and which events it leaves out for that.
package struct FlowSubject: Hashable, Sendable {
    /// Nil for the names of events.
    package let property: String?
    /// All must hold, beside the question's own.
    package let filters: [Filter]

    /// `roles`: which property plays `page` and `element`.
    package init(_ flow: Flow, roles: [String: String]) throws(DefinitionError) {
        switch flow.subject {
        case .event: (property, filters) = (nil, [])
        case .property(let name): (property, filters) = (name, [])
        case .page:
            guard let page = roles["page"] else {
                throw DefinitionError(
                    .unknownName, at: "/by",
                    "The dataset '\(flow.scope.dataset)' has no pages; import it with --page, or "
                        + "use 'event' or a property.")
            }
            property = page
            // What has an element is a click or an impression on the page, not a view of it.
            filters =
                roles["element"].map {
                    [.comparison(Comparison(property: $0, operator: .isNotSet, values: []))]
                } ?? []
        }
    }
}
