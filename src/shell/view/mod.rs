//! State to markup, events to messages. Each file draws one thing and decides nothing.
//!
//! Yew 0.23 loses its place when an element comes or goes between siblings that also do
//! (yewstack/yew#4092), and re-creates inputs of growing unkeyed lists (#4099). So: whatever can be
//! absent is always rendered and `hidden` instead, and every list has an element of its own and keys.

mod acts;
mod assign_step;
mod blade_map;
mod care;
mod certificate_panel;
mod check_groups;
mod checks;
mod close_dialog;
mod connect_step;
mod credential_step;
mod done;
mod element;
mod extra_fields;
mod federation_panel;
mod field;
mod foot;
mod icon;
mod keys;
mod kind_choice;
mod lookup;
mod paste_panel;
mod pasted;
mod portal_step;
mod problems;
mod refusal;
mod reuse;
mod review;
mod role_allows;
mod role_existing;
mod role_file;
mod role_step;
mod route_step;
mod scene;
mod script_options;
mod script_step;
mod stage;
mod steps_line;
mod subscription_chooser;
mod subscription_fields;
mod support;
mod trust_line;

pub use checks::passed;
pub use extra_fields::extra_id;
pub use role_file::role_file_name;
pub use scene::Scene;
pub use script_options::handed_over;
pub use script_step::script_type;
pub use stage::stage;
pub use subscription_fields::subscription_id;
