//! The flow as a pure state machine: routes, steps, answers, messages, effects.
