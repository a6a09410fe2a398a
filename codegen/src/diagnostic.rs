//! What is said about a description: findings with a code and a place, and the report that collects them.
