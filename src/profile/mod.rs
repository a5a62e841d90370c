//! What a platform says of itself, in one JSON object.
