import Columns
import EventStore

extension EventDataset {
    /// The texts of a property, in code order from code 1 on.
    func texts(of property: Int) throws(AnalysisError) -> [String] {
        do throws(EventStoreError) {
            return try textDictionary(property)?.texts ?? []
        } catch {
            throw .store(error)
        }
    }
}
