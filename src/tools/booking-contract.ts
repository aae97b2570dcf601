// What models may know of requests and booking links. They run once guests can book.
import { z } from 'zod';
import type { ToolContract } from './tool.ts';

export const respondToRequest: ToolContract = {
  name: 'respond_to_request',
  description: 'Accepts or declines a request for a meeting.',
  input: z.strictObject({
    requestId: z.string().min(1),
    accept: z.boolean(),
    message: z.string().max(1_000).optional(),
  }),
  changes: true,
};

export const createBookingLink: ToolContract = {
  name: 'create_booking_link',
  description: 'Makes a link by which guests book the user.',
  input: z.strictObject({ meetingType: z.string().max(100).optional(), singleUse: z.boolean().optional() }),
  changes: true,
};
