variable "subscription_ids" {
  description = "The subscriptions to connect: [\"<subscription ID>\", ...]"
  type        = list(string)

  validation {
    condition     = length(var.subscription_ids) > 0
    error_message = "Name one subscription at least."
  }
}

