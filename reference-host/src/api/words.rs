use azure_connect::contract::{FieldProblem, Shown};

/// Adds a sentence to each refused field. The wizard has its own words for the codes; these are for
/// whoever calls the host without it.
pub fn explain(mut problems: Vec<FieldProblem>) -> Vec<FieldProblem> {
    for problem in &mut problems {
        problem.detail = Shown::new(sentence(problem.code.as_str()));
    }
    problems
}

fn sentence(code: &str) -> &'static str {
    match code {
        "missing" => "This value is missing.",
        "type" => "This value has another JSON type than documented.",
        "version" => "This version of the dialect is not spoken here.",
        "duplicate" => "This value is there twice.",
        "too-many" => "There are more values than this platform takes.",
        "too-long" => "This text is too long.",
        "empty" => "This text is empty.",
        "placeholder" => "This is a placeholder, not a value.",
        "not-offered" => "This platform does not offer this.",
        "fixed" => "This value of a connection cannot change.",
        "unknown" => "This is not known here.",
        "seal-required" => "This platform takes secrets sealed only.",
        "seal-too-large" => "The sealed secret is longer than any.",
        "seal-header" => {
            "The sealed secret has to be JWE compact with RSA-OAEP-256 and A256GCM, without extensions."
        }
        "seal-key" => "The secret is sealed for a key that is not known here.",
        "seal-damaged" => "The sealed secret does not open.",
        "seal-content" => "What is sealed is no secret with its ids, account, key and time.",
        "seal-audience" => "The secret is sealed for another account.",
        "seal-mismatch" => {
            "The secret is sealed for another directory, application or day than the request names."
        }
        "seal-jti" => "The secret is sealed for another request: its jti is not the Idempotency-Key.",
        "seal-expired" => "The secret was sealed more than ten minutes ago, or by a clock that is ahead.",
        "seal-replayed" => "The sealed secret was sent before, with another request.",
        "past" => "This day is past.",
        "same-as-tenant" => "This is the ID of the directory.",
        "same-as-client" => "This is the ID of the application.",
        "tenant-not-found" => "Microsoft does not know this directory.",
        _ => "This value cannot be used here.",
    }
}
