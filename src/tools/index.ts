// The list of tools: all that models may know of, and those that run today.
import { checkAvailability, setAvailability } from './availability.ts';
import { createBookingLink, respondToRequest } from './booking-contract.ts';
import { listGoals, setGoal, setupRecurringMeetings, updateGoal } from './coaching-contract.ts';
import { bookMeeting, cancelMeeting, completeMeeting, listMeetings, updateMeeting } from './meetings.ts';
import { updateProfile } from './profile.ts';
import type { Tool, ToolContract } from './tool.ts';

/** The order is part of the prompt: a change of it costs every cached prefix. */
export const liveTools: readonly Tool[] = [
  checkAvailability,
  bookMeeting,
  updateMeeting,
  cancelMeeting,
  listMeetings,
  completeMeeting,
  setAvailability,
  updateProfile,
];

export const ALL_TOOLS: readonly ToolContract[] = [
  ...liveTools,
  respondToRequest,
  createBookingLink,
  setupRecurringMeetings,
  setGoal,
  updateGoal,
  listGoals,
];
