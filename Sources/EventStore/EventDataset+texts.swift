package import Columns

extension EventDataset {
    /// The texts of a property by its index, in code order from code 1 on; empty where it has none.
    package func textDictionary(_ property: Int) throws(EventStoreError) -> TextDictionary? {
        let entry = manifest.properties[property]
        return entry.dictionary == nil ? nil : try dictionary(of: entry)
    }
}
