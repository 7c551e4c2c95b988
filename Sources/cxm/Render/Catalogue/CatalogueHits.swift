import Definitions

/// What a search of the catalogue found.
struct CatalogueHits {
    let hits: [CatalogueSearch.Hit]
    let catalogue: Catalogue
    let language: Language

    init(_ hits: [CatalogueSearch.Hit], _ catalogue: Catalogue, _ language: Language) {
        self.hits = hits
        self.catalogue = catalogue
        self.language = language
    }

    var text: String {
        guard !hits.isEmpty else { return "Nothing is called so.\n" }
        var grid = TextGrid(["table", "field", "value", "label"])
        for hit in hits {
            let table = catalogue.table(hit.table)
            let field = hit.field.flatMap { table?.field($0) }
            let label: String?
            if let value = hit.value {
                let own = field?.label(ofValue: value, in: language)
                label = [field?.title(in: language), own].compactMap(\.self).joined(separator: ": ")
            } else {
                label = (field?.labels ?? table?.labels)?.text(in: language)
            }
            grid.add([hit.table, hit.field ?? "", hit.value ?? "", label ?? ""])
        }
        return grid.text
    }
}
