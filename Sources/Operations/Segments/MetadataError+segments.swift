import Metadata

extension MetadataError {
    static func changedMeanwhile(_ segment: SegmentRecord) -> MetadataError {
        MetadataError(
            .conflict,
            "Segment \(segment.id) (\(segment.name)) was changed meanwhile; look at it again and "
                + "repeat the change.")
    }
}
